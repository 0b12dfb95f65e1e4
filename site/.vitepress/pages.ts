/** A guide: `docs/<name>.md` in English, `docs/zh/<name>.md` in Chinese. */
export interface Guide {
  readonly name: string;
  /** What the sidebar calls it: as its heading does. */
  readonly en: string;
  readonly zh: string;
}

/** Guides that belong together, under a heading of the sidebar. */
export interface Section {
  readonly en: string;
  readonly zh: string;
  readonly guides: readonly Guide[];
}

/** The first page, which is in no section. */
export const HOME = 'index';

/**
 * Every guide, in the order of the sidebar, of "next page" and of `llms.txt`, in both languages. A guide that is not
 * here, or that lacks a language, fails the build.
 */
export const SECTIONS: readonly Section[] = [
  {
    en: 'Start',
    zh: '开始',
    guides: [
      { name: 'install', en: 'Install, and the shortest working app', zh: '安装与最短的例子' },
      { name: 'getting-started', en: 'Getting started', zh: '快速上手' },
      { name: 'nest-add', en: 'Add it to an app with one command', zh: '一条命令接入' },
      { name: 'testing', en: 'Test with the sandbox', zh: '用沙箱测试' },
      { name: 'sandbox-without-node', en: 'The sandbox without Node', zh: '不用 Node 也能用的沙箱' },
    ],
  },
  {
    en: 'Take payments',
    zh: '收款',
    guides: [
      { name: 'choosing-a-way-to-pay', en: 'Choosing a way to pay', zh: '选择支付方式' },
      { name: 'ways-to-pay', en: 'Ways to pay', zh: '支付方式' },
    ],
  },
  {
    en: 'Notifications',
    zh: '通知',
    guides: [
      { name: 'notifications', en: 'Notifications and returns', zh: '通知与返回' },
      { name: 'money-safety', en: 'Money safety in one picture', zh: '一张图看懂资金安全' },
      { name: 'stores', en: 'Stores', zh: '存储' },
      { name: 'queues', en: 'Queues', zh: '队列' },
    ],
  },
  {
    en: 'After the payment',
    zh: '支付之后',
    guides: [
      { name: 'after-the-payment', en: 'Queries, refunds, deposits, cards', zh: '查询、退款、预授权、绑卡' },
      { name: 'errors', en: 'When a call fails', zh: '调用失败怎么办' },
      { name: 'errors-to-http', en: 'Errors to HTTP', zh: '错误与 HTTP' },
      { name: 'reports', en: 'Reports', zh: '对账单' },
    ],
  },
  {
    en: 'Payouts and other products',
    zh: '实时付款与其他产品',
    guides: [
      { name: 'payouts', en: 'Payouts', zh: '实时付款' },
      { name: 'foreign-currency', en: 'Orders in a foreign currency', zh: '外币订单' },
      { name: 'mpay', en: 'MPAY, and payments in an app', zh: 'MPAY 与应用内支付' },
    ],
  },
  {
    en: 'Operate',
    zh: '运维',
    guides: [
      { name: 'go-live', en: 'Production checklist', zh: '上线检查表' },
      { name: 'keys', en: 'Keys', zh: '密钥' },
      { name: 'several-merchants', en: 'Several merchants', zh: '多个商户' },
      { name: 'operations', en: 'Operations', zh: '运维手册' },
      { name: 'monitoring', en: 'Monitoring', zh: '监控' },
      { name: 'capacity', en: 'Capacity', zh: '容量规划' },
      { name: 'serverless', en: 'Functions and containers', zh: '函数与容器' },
      { name: 'security', en: 'Security model', zh: '安全模型' },
    ],
  },
  {
    en: 'Reference',
    zh: '参考',
    guides: [
      { name: 'options', en: 'Options', zh: '选项' },
      { name: 'services', en: 'Services and exports', zh: '服务与导出' },
    ],
  },
  {
    en: 'Project',
    zh: '项目',
    guides: [
      { name: 'compatibility', en: 'Compatibility', zh: '兼容性' },
      { name: 'migrating', en: 'Migrating', zh: '迁移' },
      {
        name: 'coming-from-other-sdks',
        en: 'Coming from alipay-sdk, WeChat Pay or golevelup/stripe',
        zh: '从 alipay-sdk、微信支付或 golevelup/stripe 迁移',
      },
    ],
  },
];

/** All guides, in their order. */
export const GUIDES: readonly Guide[] = SECTIONS.flatMap(({ guides }) => guides);
