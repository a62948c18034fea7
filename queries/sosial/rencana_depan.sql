-- Kunjungan yang direncanakan mulai hari ini, dengan kunjungan terakhir ke desa itu dan orang yang pada kunjungan terakhirnya perlu dikunjungi ulang.
-- grain: kode_desa, tanggal_rencana
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: hari_ini DATE = NULL
-- units: perlu_ulang orang; hari_lagi hari
with kini as (
    select coalesce(cast($hari_ini as date), current_date) as tanggal
),
rencana as (
    select r.kode_kecamatan, r.kode_desa, r.tanggal_rencana, r.tanggal_rencana - k.tanggal as hari_lagi
    from mart_rencana_kunjungan r
    join kini k on r.tanggal_rencana >= k.tanggal
    where r.status = 'direncanakan'
      and ($kecamatan is null or r.kode_kecamatan = $kecamatan)
      and ($desa is null or r.kode_desa = $desa)
),
terakhir as (
    select pid, kode_desa, hasil, tanggal_kunjungan,
           row_number() over (partition by pid order by tanggal_kunjungan desc, case when hasil = 'perlu kunjungan ulang' then 0 else 1 end, kode_desa) as urut
    from kunjungan
),
desa_ini as (
    select kode_desa, count(case when urut = 1 and hasil = 'perlu kunjungan ulang' then 1 end) as perlu_ulang,
           max(tanggal_kunjungan) as terakhir
    from terakhir
    where kode_desa in (select kode_desa from rencana)
    group by kode_desa
)
select r.kode_desa, d.nama as nama_desa, r.tanggal_rencana, r.hari_lagi, x.terakhir, coalesce(x.perlu_ulang, 0) as perlu_ulang
from rencana r
join ref_desa d on d.kode = r.kode_desa
left join desa_ini x on x.kode_desa = r.kode_desa
order by r.tanggal_rencana, d.nama, r.kode_desa
