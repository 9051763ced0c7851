import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openForWriting } from '../../../main/store/database.ts';
import { checkSchema, MIGRATIONS, migrate, schemaOf } from '../../../main/store/migrations.ts';

function memory() {
  const db = openForWriting(':memory:');
  onTestFinished(() => void db.close());
  return db;
}
const version = (db: ReturnType<typeof memory>) => db.pragma('user_version', { simple: true });
const two = [...MIGRATIONS, { name: 'a second', sql: 'CREATE TABLE second (a INTEGER) STRICT;' }];

describe('migrations', () => {
  it('that are released are never edited: a new one is added below', () => {
    const digests = MIGRATIONS.map(({ sql }) => createHash('sha256').update(sql).digest('hex').slice(0, 16));
    expect(digests).toEqual(['787d1c5cb631edc1']);
  });

  it('make only STRICT tables', () => {
    const db = memory();
    migrate(db);
    const tables = schemaOf(db).filter(({ sql }) => sql.startsWith('CREATE TABLE'));
    expect(tables.length).toBeGreaterThan(5);
    expect(tables.filter(({ sql }) => !sql.includes('STRICT'))).toEqual([]);
  });

  it('are each done once', () => {
    const db = memory();
    expect(migrate(db)).toEqual({ ok: true, value: null });
    expect(migrate(db)).toEqual({ ok: true, value: null });
    expect(version(db)).toBe(MIGRATIONS.length);
    expect(checkSchema(db, two)).toMatchObject({ ok: false, error: { code: 'older-database' } });
    migrate(db, two);
    expect(version(db)).toBe(MIGRATIONS.length + 1);
  });

  it('that fail half way leave nothing of themselves', () => {
    const db = memory();
    migrate(db);
    const before = schemaOf(db);
    const broken = [
      ...MIGRATIONS,
      { name: 'broken', sql: 'CREATE TABLE half (a INTEGER) STRICT; CREATE TABLE half (b);' },
    ];
    expect(() => migrate(db, broken)).toThrow('already exists');
    expect(schemaOf(db)).toEqual(before);
    expect(version(db)).toBe(MIGRATIONS.length);
    expect(migrate(db, two).ok).toBe(true);
  });

  it('leave a newer database alone', () => {
    const db = memory();
    migrate(db, two);
    const before = schemaOf(db);
    expect(migrate(db)).toEqual({
      ok: false,
      error: { code: 'newer-database', found: MIGRATIONS.length + 1, known: MIGRATIONS.length },
    });
    expect(schemaOf(db)).toEqual(before);
  });

  it("leave another program's database alone", () => {
    const db = memory();
    db.exec('CREATE TABLE theirs (a)');
    expect(migrate(db)).toMatchObject({ ok: false, error: { code: 'foreign-database' } });
    expect(schemaOf(db)).toHaveLength(1);
  });
});
