-- Kejadian tiap kecamatan atau desa menurut bahaya induknya, untuk gugus di peta.
-- grain: tingkat, kode, nama_ancaman
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: tingkat VARCHAR = NULL
-- units: lintang derajat; bujur derajat; kejadian kejadian
with terpilih as (
    select distinct w.id_kejadian, w.kode_kecamatan, w.kode_desa, coalesce(w.kode_ancaman_induk, w.kode_ancaman) as kode_ancaman
    from mart_kejadian_wilayah w
    where ($dari is null or w.tanggal_sampai >= $dari)
      and ($sampai is null or w.tanggal_dari <= $sampai)
      and ($bahaya is null or w.kode_ancaman = $bahaya or w.kode_ancaman_induk = $bahaya)
      and ($kecamatan is null or w.kode_kecamatan = $kecamatan)
      and ($desa is null or w.kode_desa = $desa)
),
gugus as (
    select 'kecamatan' as tingkat, kode_kecamatan as kode, kode_ancaman, count(distinct id_kejadian) as kejadian
    from terpilih group by kode_kecamatan, kode_ancaman
    union all
    select 'desa' as tingkat, kode_desa as kode, kode_ancaman, count(distinct id_kejadian) as kejadian
    from terpilih where kode_desa is not null group by kode_desa, kode_ancaman
)
select g.tingkat, g.kode, coalesce(d.nama, k.nama) as nama, coalesce(d.lintang, k.label_lintang) as lintang,
       coalesce(d.bujur, k.label_bujur) as bujur, a.nama_pendek as nama_ancaman, a.huruf, a.warna, g.kejadian
from gugus g
join ref_ancaman a on a.kode = g.kode_ancaman
left join ref_kecamatan k on k.kode = g.kode
left join ref_desa d on d.kode = g.kode
where ($tingkat is null or g.tingkat = $tingkat)
order by g.tingkat desc, g.kode, g.kejadian desc, a.kode
