-- Kejadian tiap desa dan per 1.000 KK: n bila ada, 0 bila laporan nihil menutup seluruh periode, kosong bila belum melapor.
-- grain: kode_desa
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: per_seribu_kk kejadian per 1.000 KK; kejadian kejadian; kk KK; lintang derajat; bujur derajat
with periode as (
    select coalesce($dari, min(tanggal_dari)) as dari, coalesce($sampai, max(tanggal_sampai)) as sampai
    from mart_kejadian
),
potongan as (
    select n.kode_desa,
           case when n.tanggal_dari > p.dari then n.tanggal_dari else p.dari end as dari,
           case when n.tanggal_sampai < p.sampai then n.tanggal_sampai else p.sampai end as sampai
    from laporan_nihil n
    cross join periode p
    where n.tanggal_dari <= p.sampai and n.tanggal_sampai >= p.dari
),
bersambung as (
    select kode_desa,
           dari,
           sampai,
           max(sampai) over (
               partition by kode_desa order by dari, sampai rows between unbounded preceding and 1 preceding
           ) as sampai_sebelumnya
    from potongan
),
tertutup as (
    select kode_desa,
           sum(case when sampai_sebelumnya is null or dari > sampai_sebelumnya then sampai - dari + 1
                    when sampai > sampai_sebelumnya then sampai - sampai_sebelumnya
                    else 0 end) as hari
    from bersambung
    group by kode_desa
),
keluarga as (
    select kode_desa, nilai as kk, row_number() over (partition by kode_desa order by tahun desc, seri) as urut
    from penyebut
    where ukuran = 'kk' and kode_desa is not null and nilai > 0
),
terjadi as (
    select w.kode_desa, count(distinct w.id_kejadian) as kejadian
    from mart_kejadian_wilayah w
    where w.kode_desa is not null
      and ($dari is null or w.tanggal_sampai >= $dari)
      and ($sampai is null or w.tanggal_dari <= $sampai)
      and ($bahaya is null or w.kode_ancaman = $bahaya or w.kode_ancaman_induk = $bahaya)
    group by w.kode_desa
)
select d.kode as kode_desa,
       d.nama as nama_desa,
       d.kode_kecamatan,
       k.nama as nama_kecamatan,
       d.lintang,
       d.bujur,
       coalesce(t.kejadian, case when n.hari >= p.sampai - p.dari + 1 then 0 end) as kejadian,
       g.kk,
       1000.0 * coalesce(t.kejadian, case when n.hari >= p.sampai - p.dari + 1 then 0 end) / nullif(g.kk, 0) as per_seribu_kk
from ref_desa d
join ref_kecamatan k on k.kode = d.kode_kecamatan
cross join periode p
left join keluarga g on g.kode_desa = d.kode and g.urut = 1
left join terjadi t on t.kode_desa = d.kode
left join tertutup n on n.kode_desa = d.kode
where ($kecamatan is null or d.kode_kecamatan = $kecamatan)
  and ($desa is null or d.kode = $desa)
order by d.kode
