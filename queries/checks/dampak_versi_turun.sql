-- Versi baru yang angkanya lebih kecil daripada versi sebelumnya: revisi turun sah, tetapi patut dibaca sumbernya.
-- grain: dataset, kunci, keterangan
with urut as (
    select d.id_kejadian, d.cakupan, d.kode_kecamatan, d.kode_desa, d.versi_ke, d.terdampak_jiwa, d.terdampak_kk, d.jumlah_kecamatan,
           lag(d.terdampak_jiwa) over w as jiwa_lama, lag(d.terdampak_kk) over w as kk_lama, lag(d.jumlah_kecamatan) over w as kecamatan_lama
    from dampak d
    where d.cakupan = 'kejadian'
    window w as (partition by d.id_kejadian order by d.versi_ke)
)
select 'dampak' as dataset, id_kejadian as kunci,
       'versi ' || cast(versi_ke as varchar) || ': ' || case
           when terdampak_jiwa < jiwa_lama then 'jiwa ' || cast(jiwa_lama as varchar) || ' menjadi ' || cast(terdampak_jiwa as varchar)
           when terdampak_kk < kk_lama then 'KK ' || cast(kk_lama as varchar) || ' menjadi ' || cast(terdampak_kk as varchar)
           else 'kecamatan ' || cast(kecamatan_lama as varchar) || ' menjadi ' || cast(jumlah_kecamatan as varchar) end as keterangan
from urut
where terdampak_jiwa < jiwa_lama or terdampak_kk < kk_lama or jumlah_kecamatan < kecamatan_lama
order by 2, 3
