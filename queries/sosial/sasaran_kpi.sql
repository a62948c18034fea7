-- Keluarga yang layak menurut desil untuk sedikitnya satu program berbatas desil pada tahun kalender terakhir: yang terlayani, yang belum tercatat menerima satu pun, dan yang desilnya tidak diketahui; angka kosong berarti disembunyikan.
-- grain: satu baris
-- units: layak keluarga; terlayani keluarga; belum_terlayani keluarga; tidak_diketahui keluarga
with isi as (
    select max(tahun) as tahun, max(case when keadaan = 'terlayani' then jumlah end) as terlayani,
           max(case when keadaan = 'belum_terlayani' then jumlah end) as belum_terlayani,
           max(case when keadaan = 'tidak_diketahui' then jumlah end) as tidak_diketahui
    from kubus_sasaran
    where tabel = 'tahun+keadaan'
)
select tahun, terlayani + belum_terlayani as layak, terlayani, belum_terlayani, tidak_diketahui from isi
