-- Baris yang ditahan satu per satu: lembar, baris, kolom dan kalimat yang menjelaskannya; yang selesai menyebut bagaimana.
-- grain: run, lembar, baris
-- param: dataset VARCHAR = NULL
-- param: alasan VARCHAR = NULL
-- param: terbuka BOOLEAN = NULL
-- units: baris nomor baris
select k.run, k.dataset, m.berkas, k.lembar, k.baris, k.kolom, k.alasan, k.kalimat, k.desa_disebut, k.kode_kecamatan,
       s.cara, m.dimuat_pada
from karantina k
left join muatan m on m.run = k.run
left join selesai s on s.run = k.run and s.lembar = k.lembar and s.baris = k.baris
where ($dataset is null or k.dataset = $dataset)
  and ($alasan is null or k.alasan = $alasan)
  and ($terbuka is null or ($terbuka and s.cara is null) or (not $terbuka and s.cara is not null))
order by k.dataset, k.run, k.lembar, k.baris
