-- Baris yang ditahan satu per satu: lembar, baris, kolom dan kalimat yang menjelaskannya.
-- grain: run, lembar, baris, kolom
-- param: dataset VARCHAR = NULL
-- param: alasan VARCHAR = NULL
-- units: baris nomor baris
select k.run, k.dataset, m.berkas, k.lembar, k.baris, k.kolom, k.alasan, k.kalimat
from karantina k
left join muatan m on m.run = k.run
where ($dataset is null or k.dataset = $dataset)
  and ($alasan is null or k.alasan = $alasan)
order by k.dataset, k.run, k.lembar, k.baris
