#!/bin/sh
# Takes a payment from the sandbox with nothing but curl and openssl: signs a request, lets the payer pay,
# and verifies the response, the notification and a query.
#
#   npx nestjs-lianlian sandbox --keys keys     # in another terminal, or on another machine
#   sh pay.sh
#
# GATEWAY, KEYS, OID_PARTNER and NO_ORDER can be set in the environment.
set -eu

GATEWAY=${GATEWAY:-http://127.0.0.1:4000}
KEYS=${KEYS:-keys}
OID_PARTNER=${OID_PARTNER:-201304121000001004}
NO_ORDER=${NO_ORDER:-curl-$$-$(date +%s)}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  exit 1
}

# Fields as lines "name=value" -> the text that is signed: no sign, nothing empty, sorted byte by byte by name,
# joined by &. No line break at the end: it would be signed too.
source_of() {
  grep -v -e '^sign=' -e '=$' | LC_ALL=C sort -t = -k 1,1 | awk 'NR > 1 { printf "&" } { printf "%s", $0 }'
}

# Fields as lines -> a JSON object of texts. Values keep the very text that was signed.
json_of() {
  sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/=/":"/' |
    awk 'BEGIN { printf "{" } NR > 1 { printf "," } { printf "\"%s\"", $0 } END { printf "}" }'
}

# A flat JSON object of texts, such as LianLian's messages are -> fields as lines.
fields_of() {
  sed -e 's/^{"//' -e 's/"}$//' | awk '{ gsub(/","/, "\n"); print }' |
    sed -e 's/":"/=/' -e 's/\\\//\//g' -e 's/\\"/"/g' -e 's/\\\\/\\/g'
}

# field NAME FILE: the value of one field.
field() {
  sed -n "s/^$1=//p" "$2"
}

# Yuan -> fen. As text amounts differ: LianLian writes 210.90 as 210.9.
fen() {
  awk -v yuan="$1" 'BEGIN { printf "%.0f", yuan * 100 }'
}

# sign_type RSA is MD5withRSA; base64 on one line.
sign() {
  source_of <"$1" | openssl dgst -md5 -sign "$KEYS/merchant-$OID_PARTNER.private.pem" | openssl base64 -A
}

# Whether LianLian signed the fields in a file. The algorithm is ours to choose, not the message's.
verify() {
  field sign "$1" | openssl base64 -d -A >"$work/signature"
  source_of <"$1" |
    openssl dgst -md5 -verify "$KEYS/lianlian.public.pem" -signature "$work/signature" >/dev/null 2>&1 ||
    fail "the $2 is not signed by LianLian"
  printf 'The %s is signed by LianLian.\n' "$2"
}

# call PATH: signs the request in $work/request and leaves the response in $work/response, verified.
call() {
  printf 'sign=%s\n' "$(sign "$work/request")" >>"$work/request"
  json_of <"$work/request" >"$work/request.json"
  curl -sS --fail -H 'content-type: application/json;charset=utf-8' \
    --data-binary "@$work/request.json" "$GATEWAY$1" >"$work/response.json" || fail "no response from $GATEWAY$1"
  fields_of <"$work/response.json" >"$work/response"
  [ "$(field ret_code "$work/response")" = 0000 ] ||
    fail "LianLian answered $(field ret_code "$work/response") $(field ret_msg "$work/response")"
  verify "$work/response" "$2"
}

# 1. The payment: a QR code for WeChat. Every field is decided before it is signed.
dt_order=$(TZ=UTC-8 date +%Y%m%d%H%M%S)
cat >"$work/request" <<FIELDS
oid_partner=$OID_PARTNER
sign_type=RSA
user_id=u-1
busi_partner=109001
pay_type=I
no_order=$NO_ORDER
dt_order=$dt_order
name_goods=羽毛球
money_order=210.90
notify_url=http://127.0.0.1:9/notify
risk_item={"frms_ware_category":"1009","user_info_mercht_userno":"u-1"}
FIELDS
call /llwalletapi/combinepay.htm 'response to the payment'
printf 'Order %s waits to be paid: %s\n' "$NO_ORDER" "$(field payLoad "$work/response")"

# 2. The payer pays. In production somebody scans the QR code.
curl -sS --fail -H 'content-type: application/json' -d '{}' \
  "$GATEWAY/_sandbox/orders/$NO_ORDER/pay" >"$work/order.json" || fail "the order cannot be paid"

# 3. The notification. A shop gets it as the body of a POST to its notify_url; here it is taken out of the
#    sandbox's account of the order, where it stands as text within JSON.
sed -e 's/.*"body":"\({[^}]*}\)".*/\1/' -e 's/\\"/"/g' "$work/order.json" >"$work/notification.json"
fields_of <"$work/notification.json" >"$work/notification"
verify "$work/notification" 'notification'
# Signed is not yet right: it has to be for this merchant, this order and this amount, and a success.
[ "$(field oid_partner "$work/notification")" = "$OID_PARTNER" ] || fail 'it is for another merchant'
[ "$(field no_order "$work/notification")" = "$NO_ORDER" ] || fail 'it is for another order'
[ "$(fen "$(field money_order "$work/notification")")" = "$(fen 210.90)" ] || fail 'it is for another amount'
[ "$(field result_pay "$work/notification")" = SUCCESS ] || fail 'it is no success'

# 4. The query, for when a notification is lost.
cat >"$work/request" <<FIELDS
oid_partner=$OID_PARTNER
sign_type=RSA
no_order=$NO_ORDER
dt_order=$dt_order
FIELDS
call /llwalletapi/orderquery.htm 'response to the query'
[ "$(field result_pay "$work/response")" = SUCCESS ] || fail "the query says $(field result_pay "$work/response")"
printf 'Order %s is paid: transaction %s.\n' "$NO_ORDER" "$(field oid_paybill "$work/response")"
