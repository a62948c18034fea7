-- Baris yang ditahan menurut alasannya; kalimat contoh menyebut apa, di mana dan apa yang dilakukan.
-- grain: dataset, alasan
-- units: jumlah baris
select dataset, alasan, count(*) as jumlah, min(kalimat) as kalimat
from karantina
group by dataset, alasan
order by count(*) desc, dataset, alasan
