/** What must never be printed, planted in every field that takes it. Each occurs nowhere else. */
export const PLANTED = {
  card_no: '6222021001116245702',
  acct_name: '张三丰之墓',
  id_no: '410782198912151334',
  bind_mob: '13958069594',
  cvv2: '739',
  // No time of this century has 99 in it: a timestamp never looks like this one.
  vali_date: '9998',
  no_agree: '2016092710109371',
  token: '4B4F7B9E2C5D4A61A1B2C3D4E5F60718',
  verify_code: '804317',
  confirm_code: '615937',
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  card_number: 'bm8gbnVtYmVyIG9mIGEgY2FyZA==',
  credential_name: 'bm8gbmFtZSBvZiBhIHBheWVy',
  phone: '13812345678',
  full_name: '李四之名',
};

/** Secrets that came up while the program ran: tokens that were answered, keys that were made. */
export type Secrets = Readonly<Record<string, string>>;
