-- Baris karantina yang sudah selesai: bagaimana, dan baris fakta mana yang menyelesaikannya.
-- grain: run, lembar, baris
-- units: baris nomor baris; oleh_baris nomor baris
select s.run, k.dataset, s.lembar, s.baris, m.berkas, k.alasan, s.cara, s.oleh_run, s.oleh_lembar, s.oleh_baris
from selesai s
join karantina k on k.run = s.run and k.lembar = s.lembar and k.baris = s.baris
left join muatan m on m.run = s.run
order by s.run, s.lembar, s.baris
