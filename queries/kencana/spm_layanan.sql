-- Dua belas sub-kegiatan SPM sub-urusan bencana, cara mengukurnya, dan status sumber tiap namanya.
-- grain: kode
select kode, layanan, sub_kegiatan, ukuran, target, status_sumber, sumber
from ref_spm_bencana
order by kode
