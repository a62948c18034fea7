-- Kunjungan Pak Sotarsa di tiap desa kecamatan layanan: hari kunjungan, orang dan keluarga unik, dan layanan menurut jenisnya; orang, keluarga dan layanan tidak dijumlahkan.
-- grain: kode_desa
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: hari_kunjungan kunjungan; orang orang; keluarga keluarga; layanan layanan; asuransi layanan; perumahan layanan; pangan layanan; adminduk layanan; lainnya layanan
with orang as (
    select kode_desa, count(distinct tanggal) as hari_kunjungan, max(tanggal) as terakhir,
           count(distinct orang_ke) as orang, count(distinct keluarga_ke) as keluarga
    from mart_kunjungan_orang
    group by kode_desa
),
jenis as (
    select kode_desa, cast(sum(jumlah) as bigint) as layanan,
           cast(sum(case when layanan = 'asuransi' then jumlah else 0 end) as bigint) as asuransi,
           cast(sum(case when layanan = 'perumahan' then jumlah else 0 end) as bigint) as perumahan,
           cast(sum(case when layanan = 'pangan' then jumlah else 0 end) as bigint) as pangan,
           cast(sum(case when layanan = 'adminduk' then jumlah else 0 end) as bigint) as adminduk,
           cast(sum(case when layanan = 'lainnya' then jumlah else 0 end) as bigint) as lainnya
    from mart_layanan_hari
    group by kode_desa
)
select d.kode as kode_desa, coalesce(o.hari_kunjungan, 0) as hari_kunjungan, o.terakhir,
       coalesce(o.orang, 0) as orang, coalesce(o.keluarga, 0) as keluarga, coalesce(j.layanan, 0) as layanan,
       coalesce(j.asuransi, 0) as asuransi, coalesce(j.perumahan, 0) as perumahan, coalesce(j.pangan, 0) as pangan,
       coalesce(j.adminduk, 0) as adminduk, coalesce(j.lainnya, 0) as lainnya
from ref_desa d
left join orang o on o.kode_desa = d.kode
left join jenis j on j.kode_desa = d.kode
where d.kode_kecamatan in (select kode_kecamatan from mart_layanan_hari)
  and ($kecamatan is null or d.kode_kecamatan = $kecamatan)
  and ($desa is null or d.kode = $desa)
order by d.kode
