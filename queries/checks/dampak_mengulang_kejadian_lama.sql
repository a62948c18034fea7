-- Angka dampak sama persis dengan angka kejadian yang lebih lama di wilayah yang sama: mungkin terbawa dari laporan lama.
-- grain: dataset, kunci, keterangan
with angka as (
    select d.id_kejadian, d.kode_kecamatan, d.cakupan, k.tanggal_dari, 'KK terdampak' as ukuran, d.terdampak_kk as nilai
    from dampak d join kejadian k on k.id_kejadian = d.id_kejadian
    union all
    select d.id_kejadian, d.kode_kecamatan, d.cakupan, k.tanggal_dari, 'jiwa terdampak' as ukuran, d.terdampak_jiwa as nilai
    from dampak d join kejadian k on k.id_kejadian = d.id_kejadian
    union all
    select d.id_kejadian, d.kode_kecamatan, d.cakupan, k.tanggal_dari, 'rumah' as ukuran, d.rumah_terendam_unit as nilai
    from dampak d join kejadian k on k.id_kejadian = d.id_kejadian
    union all
    select d.id_kejadian, d.kode_kecamatan, d.cakupan, k.tanggal_dari, 'rumah' as ukuran, d.rumah_terdampak_unit as nilai
    from dampak d join kejadian k on k.id_kejadian = d.id_kejadian
)
select distinct 'dampak' as dataset, b.id_kejadian as kunci,
       cast(b.nilai as varchar) || ' ' || b.ukuran || ' juga tertulis pada ' || l.id_kejadian as keterangan
from angka b
join angka l
  on l.ukuran = b.ukuran and l.nilai = b.nilai and l.id_kejadian <> b.id_kejadian and l.tanggal_dari < b.tanggal_dari
where b.nilai >= 100
  and exists (
      select 1
      from mart_kejadian_wilayah x
      join mart_kejadian_wilayah y on y.kode_kecamatan = x.kode_kecamatan
      where x.id_kejadian = b.id_kejadian and y.id_kejadian = l.id_kejadian
        and (b.kode_kecamatan is null or x.kode_kecamatan = b.kode_kecamatan))
order by 2, 3
