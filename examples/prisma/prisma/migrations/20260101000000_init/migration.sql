-- CreateTable
CREATE TABLE "orders" (
    "id" VARCHAR(32) NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "amount" DECIMAL(11,2) NOT NULL,
    "created_at" TIMESTAMPTZ(0) NOT NULL,
    "code" TEXT,
    "paid_by" VARCHAR(32),
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "id" VARCHAR(32) NOT NULL,
    "order_id" VARCHAR(32) NOT NULL,
    "amount" DECIMAL(11,2) NOT NULL,
    "created_at" TIMESTAMPTZ(0) NOT NULL,
    "state" VARCHAR(16) NOT NULL,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "refunds_order_id_idx" ON "refunds"("order_id");

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What inboxTableSql('postgres') of nestjs-lianlian/sql gives.
CREATE TABLE IF NOT EXISTS "lianlian_inbox" (
  inbox_key varchar(512) COLLATE "C" PRIMARY KEY,
  outcome varchar(255) COLLATE "C" NOT NULL,
  run varchar(36) NOT NULL,
  done boolean NOT NULL,
  done_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS "lianlian_inbox_done_at" ON "lianlian_inbox" (done_at);
