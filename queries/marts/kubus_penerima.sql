-- Penerima yang keadaan terakhirnya aktif menurut kelompok sasaran dan kelompok umur; angka 1 sampai 4 disembunyikan.
-- grain: tabel, keadaan, kelompok_sasaran, kelompok_umur
-- made: semua
-- publish: keadaan, kelompok_sasaran, kelompok_umur, kelompok_sasaran+kelompok_umur
-- known: keadaan
-- units: jumlah orang
with kini as (
    select kelompok_sasaran, kelompok_umur, status,
           row_number() over (partition by pid order by tanggal_status desc, run desc, baris desc) as urut
    from penerima
)
-- Jumlah semuanya berdiri di jembatan penerima, jadi dianggap diketahui: satu sel tertutup tidak dapat dihitung darinya.
select 'aktif' as keadaan, coalesce(kelompok_sasaran, 'belum dilaporkan') as kelompok_sasaran,
       coalesce(kelompok_umur, 'belum dilaporkan') as kelompok_umur, count(*) as jumlah
from kini
where urut = 1 and status = 'aktif'
group by coalesce(kelompok_sasaran, 'belum dilaporkan'), coalesce(kelompok_umur, 'belum dilaporkan')
order by kelompok_sasaran, kelompok_umur
