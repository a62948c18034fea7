-- Fakta yang diganti atas putusan orang: tempat asalnya, penggantinya, dan kolom yang berbeda.
-- grain: run, lembar, baris
-- units: baris nomor baris; oleh_baris nomor baris
select d.dataset, d.run, d.lembar, d.baris, m.berkas, d.oleh_run, d.oleh_lembar, d.oleh_baris, d.beda
from diganti d
left join muatan m on m.run = d.run
order by d.run, d.lembar, d.baris
