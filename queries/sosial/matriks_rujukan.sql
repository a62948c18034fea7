-- Rujukan sampai tanggal data terakhir menurut kecamatan asal dan instansi tujuan, aktif maupun selesai; angka 1-4 dan pendampingnya tidak ditampilkan.
-- grain: kode_kecamatan, instansi
-- units: jumlah rujukan; semua rujukan
select k.kode as kode_kecamatan, k.nama as nama_kecamatan, i.instansi, r.jumlah, i.jumlah as semua
from ref_kecamatan k
cross join kubus_rujukan i
left join kubus_rujukan r on r.tabel = 'instansi+kode_kecamatan' and r.kode_kecamatan = k.kode and r.instansi = i.instansi
where i.tabel = 'instansi'
order by nama_kecamatan, semua desc nulls last, i.instansi
