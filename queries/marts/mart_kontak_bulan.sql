-- Konsultasi tiap desa peserta per bulan register; 0 bila laporan nihil mencakup seluruh bulan, kosong bila desa diam.
-- grain: kode_desa, bulan
-- after: mart_hari_kerja, mart_kontak
-- units: konsultasi konsultasi
with register as (
    select min(tanggal) as dari, max(tanggal) as sampai from mart_kontak where jenis = 'konsultasi'
),
hari as (
    select h.tanggal, cast(date_trunc('month', h.tanggal) as date) as bulan
    from mart_hari_kerja h
    join register r on h.tanggal >= cast(date_trunc('month', r.dari) as date)
                   and h.tanggal < cast(date_trunc('month', r.sampai) + interval '1 month' as date)
),
bulan as (
    select bulan, count(*) as hari from hari group by bulan
),
hitung as (
    select kode_desa, cast(date_trunc('month', tanggal) as date) as bulan, cast(sum(kontak) as bigint) as konsultasi
    from mart_kontak
    where jenis = 'konsultasi'
    group by kode_desa, cast(date_trunc('month', tanggal) as date)
),
nihil as (
    select n.kode_desa, h.bulan, count(distinct h.tanggal) as hari
    from laporan_nihil n
    join hari h on h.tanggal between n.tanggal_dari and n.tanggal_sampai
    group by n.kode_desa, h.bulan
)
select d.kode_kecamatan, d.kode as kode_desa, b.bulan,
       coalesce(k.konsultasi, case when n.hari = b.hari then 0 end) as konsultasi
from ref_desa d
cross join bulan b
left join hitung k on k.kode_desa = d.kode and k.bulan = b.bulan
left join nihil n on n.kode_desa = d.kode and n.bulan = b.bulan
where d.kode_kecamatan in (select kode_kecamatan from mart_kontak where jenis = 'konsultasi')
order by d.kode, b.bulan
