/** Lists of things by what they have in common, oldest first. */
export class Groups<Key, Item> {
  private readonly groups = new Map<Key, Item[]>();

  add(key: Key, item: Item): void {
    const group = this.groups.get(key);
    if (group === undefined) this.groups.set(key, [item]);
    else group.push(item);
  }

  of(key: Key): readonly Item[] {
    return this.groups.get(key) ?? [];
  }

  remove(key: Key, item: Item): void {
    const left = this.of(key).filter((each) => each !== item);
    if (left.length === 0) this.groups.delete(key);
    else this.groups.set(key, left);
  }

  clear(): void {
    this.groups.clear();
  }
}
