-- Berkas asal tiap muatan menurut urutan pemuatan; salinannya ada di ruang muat di bawah sidiknya.
-- grain: run
select run, dataset, berkas, sha256, dimuat_pada, oleh, pemetaan
from muatan
order by rowid
