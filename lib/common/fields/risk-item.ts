import type { OrOther } from '../enums.js';

type RiskChoice<Values extends string> = Values | number;
type RiskText = string | number;
type RiskTime = Date | string | number;

/**
 * The risk parameters of a payment: `risk_item`. LianLian's risk control reads them; which ones a payment
 * needs depends on the merchant's goods and on the product, so none is required here and further keys pass:
 * what LianLian's tables ask for and a payment lacks is a warning in the log, once per kind.
 *
 * Times are a `Date`, or `yyyyMMddHHmmss` text in Asia/Shanghai. Values may be numbers.
 *
 * @see LianLian's "Payment Risk"
 */
export interface RiskItem {
  /** Category of the goods, generally 4 digits, assigned by LianLian. Basic. */
  readonly frms_ware_category?: RiskText | undefined;
  /** The payer's `user_id`. Basic. */
  readonly user_info_mercht_userno?: RiskText | undefined;
  /** The payer's phone number. Basic, where the merchant holds it. */
  readonly user_info_bind_phone?: RiskText | undefined;
  /** When the payer registered with the merchant. Basic. */
  readonly user_info_dt_register?: RiskTime | undefined;
  /** Name of the goods. Basic. */
  readonly goods_name?: RiskText | undefined;

  /** Whether the payer is verified: `0` no, `1` yes. Basic, optional like the four below. */
  readonly frms_is_real_name?: RiskChoice<'0' | '1'> | undefined;
  /** The payer's login name with the merchant. */
  readonly user_info_mercht_userlogin?: RiskText | undefined;
  /** The payer's e-mail address. */
  readonly user_info_mail?: RiskText | undefined;
  /** Kind of user: `1` or `2`; LianLian's documents describe neither. */
  readonly user_info_mercht_usertype?: RiskChoice<'1' | '2'> | undefined;
  /** IP address from which the payer registered. */
  readonly user_info_register_ip?: RiskText | undefined;

  /** Server to server, for direct APIs. Client: `10` app (then `frms_imei`), `13` web (then `frms_mac_addr`), `16` H5. */
  readonly frms_client_chnl?: OrOther<'10' | '13' | '16'> | number | undefined;
  /** Server to server. IP address of the client. */
  readonly frms_ip_addr?: RiskText | undefined;
  /** Server to server, optional: `1` in LianLian's demo programs; no document describes it. */
  readonly user_auth_flag?: RiskText | undefined;
  /** Server to server, for apps (`frms_client_chnl` 10). At most 40 characters. */
  readonly frms_imei?: RiskText | undefined;
  /** Server to server, for web (`frms_client_chnl` 13). At most 40 characters. */
  readonly frms_mac_addr?: RiskText | undefined;

  /** Real name, for merchants with Verified Payment: the payer's name. */
  readonly user_info_full_name?: RiskText | undefined;
  /** Real name: number of the payer's document. */
  readonly user_info_id_no?: RiskText | undefined;
  /** Real name: `1` verified, `0` not. */
  readonly user_info_identify_state?: RiskChoice<'1' | '0'> | undefined;
  /** Real name, how it was verified: `1` bank card, `2` on the spot, `3` remote ID, `4` other. */
  readonly user_info_identify_type?: RiskChoice<'1' | '2' | '3' | '4'> | undefined;
  /** Real name, optional: document of `user_info_id_no`, `0` ID card, …, `X` other. */
  readonly user_info_id_type?:
    RiskChoice<'0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | 'X'> | undefined;

  /** Delivery of physical goods: who receives them. */
  readonly delivery_full_name?: RiskText | undefined;
  /** Delivery: province of the address. */
  readonly delivery_addr_province?: RiskText | undefined;
  /** Delivery: city of the address. */
  readonly delivery_addr_city?: RiskText | undefined;
  /** Delivery: phone number of who receives the goods. */
  readonly delivery_phone?: RiskText | undefined;
  /** Delivery: how the goods travel, `1` to `9` of LianLian's table. */
  readonly logistics_mode?: RiskChoice<'1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'> | undefined;
  /** Delivery: how long it takes. */
  readonly delivery_cycle?: '12h' | '24h' | '48h' | '72h' | 'other' | undefined;
  /** Delivery, ticketing: how many pieces or tickets. */
  readonly goods_count?: RiskText | undefined;
  /** Delivery: `1` the order has virtual goods too (then `virtual_goods_amount`), `0` it has none. */
  readonly virtual_goods_status?: RiskChoice<'0' | '1'> | undefined;
  /** Delivery, optional: the whole address. */
  readonly delivery_addr_full?: RiskText | undefined;
  /** Delivery, optional: the address that the payer usually has goods sent to. */
  readonly normal_delivery_address?: RiskText | undefined;
  /** Delivery: amount of the virtual goods. */
  readonly virtual_goods_amount?: RiskText | undefined;

  /** Games: `1` the payer's own account, `2` another one (then `game_id`). */
  readonly game_id_belongs?: RiskChoice<'1' | '2'> | undefined;
  /** Games: the other account, when the payer pays for one (`game_id_belongs` 2). */
  readonly game_id?: RiskText | undefined;

  /** Ticketing: name of the cinema. */
  readonly cinema_name?: RiskText | undefined;
  /** Ticketing: phone number of who booked. */
  readonly book_phone?: RiskText | undefined;
  /** Ticketing: province of the cinema. */
  readonly cinema_addr_province?: RiskText | undefined;
  /** Ticketing: city of the cinema. */
  readonly cinema_addr_city?: RiskText | undefined;
  /** Ticketing: when the film starts. */
  readonly dt_play?: RiskTime | undefined;

  /** Hotel: its name. */
  readonly hotel_com_name?: RiskText | undefined;
  /** Hotel: its phone number. */
  readonly hotel_phone?: RiskText | undefined;
  /** Hotel: when the guest arrives. */
  readonly dt_arrive?: RiskTime | undefined;
  /** Hotel: when the guest leaves. */
  readonly dt_leave?: RiskTime | undefined;

  /** Air and train tickets and tourist products, one entry each. */
  readonly airline_list?: readonly RiskTicket[] | undefined;

  readonly [key: string]: unknown;
}

/** One ticket of `airline_list`. */
export interface RiskTicket {
  /** Day of departure: a `Date`, or `yyyyMMdd` text. */
  readonly dt_flight?: RiskTime | undefined;
  /** `0` ID card, …, `X` other. */
  readonly passenger_idcard_type?:
    RiskChoice<'0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | 'X'> | undefined;
  readonly [key: string]: unknown;
}
