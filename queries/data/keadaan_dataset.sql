-- Setiap dataset yang pernah dimuat: jumlah baris, tanggal data terakhir dan muatan terakhirnya.
-- grain: dataset
-- units: baris baris; baris_contoh baris
select dataset, program, baris, baris_contoh, data_sampai, run_terakhir, dimuat_pada
from dataset_keadaan
where baris > 0
order by program, dataset
