-- Daftar indikator Kencana dari tanggal sampai sebelum tanggal berikutnya: seluruhnya dari versi yang paling akhir mulai.
-- grain: kode, dari
with baris as (
    select i.kode, i.versi, i.tingkat, i.aspek, i.uraian, i.nama_pendek, i.bukti, i.status_sumber, i.dihitung,
           coalesce(i.berlaku_dari, cast('0001-01-01' as date)) as mulai, i.berlaku_sampai + 1 as akhir, m.dimuat_pada
    from kencana_indikator i
    left join muatan m on m.run = i.run
),
versi as (
    select versi, min(mulai) as mulai, max(dimuat_pada) as dimuat_pada from baris group by versi
),
batas as (
    select mulai as dari from baris
    union
    select akhir as dari from baris where akhir is not null
),
selang as (
    select dari, lead(dari) over (order by dari) as sampai from batas
),
isi as (
    select b.kode, b.versi, b.tingkat, b.aspek, b.uraian, b.nama_pendek, b.bukti, b.status_sumber, b.dihitung,
           s.dari, s.sampai,
           dense_rank() over (partition by s.dari order by v.mulai desc, v.dimuat_pada desc, b.versi desc) as urut
    from selang s
    join baris b on b.mulai <= s.dari and (b.akhir is null or b.akhir > s.dari)
    join versi v on v.versi = b.versi
)
select kode, versi, tingkat, aspek, uraian, nama_pendek, bukti, status_sumber, dihitung, dari, sampai
from isi
where urut = 1
order by kode, dari
