-- Angka penerima yang diberitakan (sebelum dan sesudah) di samping jumlah orang dalam register.
-- grain: satu baris
-- units: nilai orang; dari orang; batang_persen persen; garis_persen persen; sebelum orang; register orang
select cast(max(a.nilai) as bigint) as nilai,
       'angka' as bentuk,
       cast(null as bigint) as dari,
       cast(null as double) as batang_persen,
       cast(null as double) as garis_persen,
       cast(null as varchar) as garis_kata,
       cast(min(a.nilai) as bigint) as sebelum,
       (select count(*) from mart_penerima_pertama) as register
from angka_resmi a
where a.program = 'pak_sotarsa' and a.indikator = 'penerima_manfaat'
