-- Rujukan tiap instansi sampai tanggal data terakhir, yang aktif dan sudah dijawab atau baru dikirim, dan yang belum dijawab lebih dari lima hari kerja; angka 1-4 dan pendampingnya tidak ditampilkan.
-- grain: instansi
-- units: semua rujukan; aktif rujukan; belum_dijawab rujukan
select s.instansi, s.jumlah as semua, a.jumlah as aktif, b.jumlah as belum_dijawab
from kubus_rujukan s
left join kubus_rujukan a on a.instansi = s.instansi and a.tabel = 'instansi+keadaan' and a.keadaan = 'aktif'
left join kubus_rujukan b on b.instansi = s.instansi and b.tabel = 'instansi+keadaan' and b.keadaan = 'belum_dijawab'
where s.tabel = 'instansi'
order by semua desc nulls last, s.instansi
