<?php
// A shop in PHP that takes LianLian's notifications: what anybody writes who has read the documents with care.
// KEY is the file of LianLian's public key, ORDERS a folder with a file for each order: {"money":"49.95"}.
$folder = getenv('ORDERS');
$say = function (int $status, string $ret_code) {
    http_response_code($status);
    exit('{"ret_code":"' . $ret_code . '","ret_msg":"' . ($ret_code === '0000' ? 'ok' : 'refused') . '"}');
};
if (preg_match('~^/orders/([A-Za-z0-9-]+)$~', $_SERVER['REQUEST_URI'], $found)) {
    exit((string) @file_get_contents("$folder/$found[1].json"));
}
$body = file_get_contents('php://input', false, null, 0, 65537);
if (strlen($body) > 65536) $say(413, '9999');
$fields = json_decode($body, true);
if (!is_array($fields)) $say(400, '9999');
$signed = array_filter($fields, fn($value, $name) => $name !== 'sign' && trim((string) $value) !== '', ARRAY_FILTER_USE_BOTH);
ksort($signed, SORT_STRING);
$source = implode('&', array_map(fn($name) => "$name=$signed[$name]", array_keys($signed)));
$key = openssl_pkey_get_public(file_get_contents(getenv('KEY')));
$sign = base64_decode($fields['sign'] ?? '', true);
if (!$sign || openssl_verify($source, $sign, $key, OPENSSL_ALGO_MD5) !== 1) $say(401, '9999');
if (($fields['oid_partner'] ?? '') !== '201304121000001004') $say(401, '9999');
if (!isset($fields['result_pay'])) $say(isset($fields['no_refund']) ? 409 : 400, '9999');
$number = preg_replace('~[^A-Za-z0-9-]~', '', $fields['no_order'] ?? '');
$file = @fopen("$folder/$number.json", 'r+');
if (!$file) $say(404, '9999');
flock($file, LOCK_EX);
$order = json_decode(stream_get_contents($file), true);
$fen = fn(string $money) => (int) round(((float) $money) * 100);
if ($fen($fields['money_order']) !== $fen($order['money'])) $say(409, '9999');
if (($fields['currency_order'] ?? 'CNY') !== 'CNY') $say(409, '9999');
if ($fields['result_pay'] !== 'SUCCESS') $say(200, '0000');
if (!in_array($fields['pay_type'] ?? '', ['1', 'I', 'L'], true)) $say(409, '9999');
if (isset($order['paid_by'])) $order['paid_by'] === $fields['oid_paybill'] ? $say(200, '0000') : $say(409, '9999');
$order = ['money' => $order['money'], 'paid_by' => $fields['oid_paybill'], 'shipped' => 1];
ftruncate($file, 0);
rewind($file);
fwrite($file, json_encode($order));
$say(200, '0000');
