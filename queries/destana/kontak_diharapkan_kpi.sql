-- Kontak yang diharapkan dari semua desa pada filter ini dan yang terpenuhi; bulan dan kejadian dijumlahkan terpisah.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- param: kontak INTEGER = 1
-- param: jam DOUBLE = 48
-- units: desa desa; bulan_diharapkan kontak; bulan_terpenuhi kontak; kejadian_diharapkan kontak; kejadian_terpenuhi kontak; diharapkan kontak; terpenuhi kontak; persen persen
with akhir as (
    select max(tanggal) as per from mart_kontak where jenis = 'konsultasi'
),
bulanan as (
    select m.kode_desa,
           sum($kontak) as bulan_diharapkan,
           sum(least($kontak, case when m.konsultasi = 0 then 1 else coalesce(m.konsultasi, 0) end)) as bulan_terpenuhi
    from mart_kontak_bulan m
    cross join akhir a
    where cast(m.bulan + interval '1 month' as date) <= a.per + 1
      and ($dari is null or m.bulan >= $dari)
      and ($sampai is null or cast(m.bulan + interval '1 month' as date) <= cast($sampai as date) + 1)
    group by m.kode_desa
),
kejadian as (
    select kode_desa,
           count(*) as kejadian_diharapkan,
           sum(case when jam_sesudah - jam_longgar <= $jam then 1 else 0 end) as kejadian_terpenuhi
    from mart_kejadian_konsultasi
    where waktu = 'dapat dinilai' and kode_desa is not null
      and jam_tercatat - jam_longgar >= $jam
      and ($dari is null or tanggal_sampai >= $dari)
      and ($sampai is null or tanggal_dari <= $sampai)
    group by kode_desa
),
desa as (
    select d.kode as kode_desa, d.nama as nama_desa,
           coalesce(b.bulan_diharapkan, 0) as bulan_diharapkan, coalesce(b.bulan_terpenuhi, 0) as bulan_terpenuhi,
           coalesce(k.kejadian_diharapkan, 0) as kejadian_diharapkan, coalesce(k.kejadian_terpenuhi, 0) as kejadian_terpenuhi
    from ref_desa d
    left join bulanan b on b.kode_desa = d.kode
    left join kejadian k on k.kode_desa = d.kode
    where d.kode_kecamatan in (select kode_kecamatan from mart_kontak where jenis = 'konsultasi')
      and ($desa is null or d.kode = $desa)
)
select count(*) as desa,
       cast(coalesce(sum(bulan_diharapkan), 0) as bigint) as bulan_diharapkan,
       cast(coalesce(sum(bulan_terpenuhi), 0) as bigint) as bulan_terpenuhi,
       cast(coalesce(sum(kejadian_diharapkan), 0) as bigint) as kejadian_diharapkan,
       cast(coalesce(sum(kejadian_terpenuhi), 0) as bigint) as kejadian_terpenuhi,
       cast(coalesce(sum(bulan_diharapkan + kejadian_diharapkan), 0) as bigint) as diharapkan,
       cast(coalesce(sum(bulan_terpenuhi + kejadian_terpenuhi), 0) as bigint) as terpenuhi,
       100.0 * sum(bulan_terpenuhi + kejadian_terpenuhi) / nullif(sum(bulan_diharapkan + kejadian_diharapkan), 0) as persen
from desa
