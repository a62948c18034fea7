-- Keluarga layak menurut desil untuk sedikitnya satu program berbatas desil pada tahun kalender terakhir, yang terlayani dan yang belum tercatat menerima satu pun, dengan selang Wilson 95 persen; angka kosong berarti disembunyikan.
-- grain: kode_kecamatan
-- units: layak keluarga; terlayani keluarga; belum_terlayani keluarga; tidak_diketahui keluarga; belum_persen persen; bawah_persen persen; atas_persen persen
with isi as (
    select kode_kecamatan, max(tahun) as tahun,
           max(case when keadaan = 'terlayani' then jumlah end) as terlayani,
           max(case when keadaan = 'belum_terlayani' then jumlah end) as belum_terlayani,
           max(case when keadaan = 'tidak_diketahui' then jumlah end) as tidak_diketahui
    from kubus_sasaran
    where tabel = 'tahun+kode_kecamatan+keadaan'
    group by kode_kecamatan
),
bagian as (
    select kode_kecamatan, tahun, terlayani, belum_terlayani, tidak_diketahui, terlayani + belum_terlayani as layak,
           1.0 * belum_terlayani / nullif(terlayani + belum_terlayani, 0) as p, 1.0 / nullif(terlayani + belum_terlayani, 0) as per
    from isi
)
select b.tahun, k.kode as kode_kecamatan, k.nama as nama_kecamatan, b.layak, b.terlayani, b.belum_terlayani, b.tidak_diketahui,
       100.0 * p as belum_persen,
       100.0 * (p + 1.9208 * per - 1.96 * sqrt(p * (1 - p) * per + 0.9604 * per * per)) / nullif(1 + 3.8416 * per, 0) as bawah_persen,
       100.0 * (p + 1.9208 * per + 1.96 * sqrt(p * (1 - p) * per + 0.9604 * per * per)) / nullif(1 + 3.8416 * per, 0) as atas_persen
from ref_kecamatan k
left join bagian b on b.kode_kecamatan = k.kode
where exists (select 1 from kubus_sasaran)
order by belum_persen desc nulls last, k.kode
