-- Baris yang masih ditahan menurut alasannya; kalimat contoh menyebut apa, di mana dan apa yang dilakukan.
-- grain: dataset, alasan
-- units: jumlah baris
select k.dataset, k.alasan, count(*) as jumlah, min(k.kalimat) as kalimat
from karantina k
left join selesai s on s.run = k.run and s.lembar = k.lembar and s.baris = k.baris
where s.cara is null
group by k.dataset, k.alasan
order by count(*) desc, k.dataset, k.alasan
