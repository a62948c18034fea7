-- Konsultasi pada filter ini; desa aktif dan bulan berjalan dihitung sampai tanggal data terakhir pada filter.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- param: ambang DOUBLE = 90
-- units: konsultasi konsultasi; konsultasi_total konsultasi; bulan_ini konsultasi; desa_aktif desa; desa_pernah desa; desa_total desa; dijawab konsultasi; belum_dijawab konsultasi; waktu_terbalik konsultasi; selesai konsultasi; median_jawab_jam jam; p90_jawab_jam jam
with akhir as (
    select least(coalesce($sampai, max(tanggal)), max(tanggal)) as per from mart_kontak where jenis = 'konsultasi'
),
peserta as (
    select d.kode
    from ref_desa d
    where d.kode_kecamatan in (select kode_kecamatan from mart_kontak where jenis = 'konsultasi')
      and ($desa is null or d.kode = $desa)
),
aktif as (
    select count(distinct p.kode) as desa
    from peserta p
    join mart_kontak m on m.kode_desa = p.kode
    cross join akhir a
    where m.tanggal <= a.per and a.per - m.tanggal <= $ambang
),
terpilih as (
    select k.*,
           case when k.dijawab_pada >= k.masuk_pada
                then (extract(epoch from k.dijawab_pada) - extract(epoch from k.masuk_pada)) / 3600 end as jawab_jam
    from konsultasi k
    where ($dari is null or cast(k.masuk_pada as date) >= $dari)
      and ($sampai is null or cast(k.masuk_pada as date) <= $sampai)
      and ($desa is null or k.kode_desa = $desa)
)
select count(*) as konsultasi,
       (select count(*) from konsultasi) as konsultasi_total,
       max(a.per) as per,
       cast(coalesce(sum(case when date_trunc('month', t.masuk_pada) = date_trunc('month', a.per) then 1 else 0 end), 0) as bigint) as bulan_ini,
       (select desa from aktif) as desa_aktif,
       count(distinct t.kode_desa) as desa_pernah,
       (select count(*) from peserta) as desa_total,
       count(t.jawab_jam) as dijawab,
       cast(coalesce(sum(case when t.dijawab_pada is null then 1 else 0 end), 0) as bigint) as belum_dijawab,
       cast(coalesce(sum(case when t.dijawab_pada < t.masuk_pada then 1 else 0 end), 0) as bigint) as waktu_terbalik,
       count(t.selesai_pada) as selesai,
       percentile_cont(0.5) within group (order by t.jawab_jam) as median_jawab_jam,
       percentile_cont(0.9) within group (order by t.jawab_jam) as p90_jawab_jam
from terpilih t
cross join akhir a
