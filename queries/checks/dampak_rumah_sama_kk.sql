-- Angka rumah sama persis dengan angka KK: mungkin KK tersalin ke kolom rumah.
-- grain: dataset, kunci, keterangan
select 'dampak' as dataset, d.id_kejadian as kunci,
       'versi ' || cast(d.versi_ke as varchar) || coalesce(', Kec. ' || r.nama, '') || ': ' || cast(d.terdampak_kk as varchar) || ' KK dan jumlah rumah yang sama' as keterangan
from dampak d
left join ref_kecamatan r on r.kode = d.kode_kecamatan
where d.terdampak_kk > 0
  and (d.rumah_terendam_unit = d.terdampak_kk or d.rumah_terdampak_unit = d.terdampak_kk)
order by 2, 3
