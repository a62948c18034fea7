-- Laporan masuk tiap desa menurut waktu kejadian yang dilaporkan; satu kejadian dapat dilaporkan berkali-kali.
-- grain: kode_desa
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: laporan laporan; lintang derajat; bujur derajat
with terhitung as (
    select kode_desa, cast(sum(laporan) as bigint) as laporan
    from (
        select kode_desa, laporan
        from mart_laporan
        where butir = 'bulan'
          and ($dari is null or tanggal_dari >= cast($dari as date))
          and ($sampai is null or tanggal_sampai <= cast($sampai as date))
          and ($bahaya is null or kode_ancaman = $bahaya or kode_ancaman_induk = $bahaya)
        union all
        select kode_desa, laporan
        from mart_laporan
        where butir = 'hari'
          and $dari is not null
          and tanggal_dari >= cast($dari as date)
          and tanggal_dari < cast(date_trunc('month', cast($dari as date) - 1) + interval '1 month' as date)
          and ($sampai is null or tanggal_dari <= cast($sampai as date))
          and ($bahaya is null or kode_ancaman = $bahaya or kode_ancaman_induk = $bahaya)
        union all
        select kode_desa, laporan
        from mart_laporan
        where butir = 'hari'
          and $sampai is not null
          and tanggal_dari <= cast($sampai as date)
          and tanggal_dari >= cast(date_trunc('month', cast($sampai as date) + 1) as date)
          and ($dari is null or tanggal_dari >= cast(date_trunc('month', cast($dari as date) - 1) + interval '1 month' as date))
          and ($bahaya is null or kode_ancaman = $bahaya or kode_ancaman_induk = $bahaya)
    ) as bagian
    group by kode_desa
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
