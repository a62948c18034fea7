-- Laporan masuk tiap desa menurut waktu kejadian yang dilaporkan; satu kejadian dapat dilaporkan berkali-kali.
-- grain: kode_desa
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: laporan laporan; lintang derajat; bujur derajat
with utuh as (
    select case when $dari is null then null
                when cast(date_trunc('month', cast($dari as date)) as date) = cast($dari as date) then cast($dari as date)
                else cast(date_trunc('month', cast($dari as date)) + interval '1 month' as date) end as dari,
           case when $sampai is null then null
                else cast(date_trunc('month', cast($sampai as date) + 1) - interval '1 day' as date) end as sampai
),
terhitung as (
    select m.kode_desa, cast(sum(m.laporan) as bigint) as laporan
    from mart_laporan m
    cross join utuh u
    where ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya)
      and ((m.butir = 'bulan' and (u.dari is null or m.tanggal_dari >= u.dari) and (u.sampai is null or m.tanggal_sampai <= u.sampai))
        or (m.butir = 'hari' and $dari is not null and m.tanggal_dari >= $dari and m.tanggal_dari < u.dari
            and ($sampai is null or m.tanggal_dari <= $sampai))
        or (m.butir = 'hari' and $sampai is not null and m.tanggal_dari <= $sampai and m.tanggal_dari > u.sampai
            and (u.dari is null or m.tanggal_dari >= u.dari)))
    group by m.kode_desa
)
select d.kode as kode_desa,
       d.nama as nama_desa,
       d.kode_kecamatan,
       k.nama as nama_kecamatan,
       d.lintang,
       d.bujur,
       t.laporan
from ref_desa d
join ref_kecamatan k on k.kode = d.kode_kecamatan
left join terhitung t on t.kode_desa = d.kode
where ($kecamatan is null or d.kode_kecamatan = $kecamatan)
  and ($desa is null or d.kode = $desa)
order by d.kode
