-- Kasus terbuka dan selesai menurut kategori pada tanggal data terakhir; angka 1-4 dan pendampingnya tidak ditampilkan.
-- grain: kategori, keadaan
-- units: jumlah kasus; semua kasus
select s.kategori, k.keadaan, c.jumlah, s.jumlah as semua
from kubus_kasus s
cross join (select 'terbuka' as keadaan union all select 'selesai') k
left join kubus_kasus c on c.kategori = s.kategori and c.tabel = 'kategori+keadaan' and c.keadaan = k.keadaan
where s.tabel = 'kategori'
order by semua desc nulls last, s.kategori, k.keadaan
