-- Desa peserta tanpa kontak (konsultasi atau laporan nihil) lebih dari sekian hari pada satu tanggal, dan kejadian yang menyentuhnya sekian bulan sebelumnya; tanpa ambang semua desa.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: bulan INTEGER = 24
-- param: desa VARCHAR = NULL
-- param: per DATE = NULL
-- units: hari hari; kejadian kejadian; kejadian_total kejadian
with akhir as (
    select coalesce(least($per, max(tanggal)), max(tanggal)) as per from mart_kontak where jenis = 'konsultasi'
),
bencana as (
    select least(max(e.tanggal_sampai), max(a.per)) as per from mart_kejadian e cross join akhir a
),
kontak as (
    select m.kode_desa, max(m.tanggal) as terakhir
    from mart_kontak m
    cross join akhir a
    where m.tanggal <= a.per
    group by m.kode_desa
),
terkena as (
    select w.kode_desa, count(distinct w.id_kejadian) as kejadian_total,
           count(distinct case when $bulan is null or w.tanggal_dari > cast(b.per - $bulan * interval '1 month' as date) then w.id_kejadian end) as kejadian
    from mart_kejadian_wilayah w
    cross join bencana b
    where w.tanggal_dari <= b.per
    group by w.kode_desa
)
select d.kode, d.nama, k.terakhir, a.per - k.terakhir as hari, coalesce(t.kejadian, 0) as kejadian,
       coalesce(t.kejadian_total, 0) as kejadian_total
from ref_desa d
cross join akhir a
left join kontak k on k.kode_desa = d.kode
left join terkena t on t.kode_desa = d.kode
where d.kode_kecamatan in (select kode_kecamatan from mart_kontak where jenis = 'konsultasi')
  and ($desa is null or d.kode = $desa)
  and ($ambang is null or k.terakhir is null or a.per - k.terakhir > $ambang)
order by hari desc nulls first, kejadian desc, d.kode
