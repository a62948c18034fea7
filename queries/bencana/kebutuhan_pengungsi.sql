-- Kebutuhan dasar pengungsi: jumlah orang kali hari kali standar profil yang disebut, di samping stok terakhir bila dimuat.
-- grain: barang, satuan
-- param: profil VARCHAR = bnpb
-- param: pengungsi INTEGER = NULL
-- param: hari INTEGER = 7
-- units: standar satuan_standar; kebutuhan satuan; harian satuan; stok satuan; kurang satuan; hari_tersedia hari
with standar as (
    select s.*,
           row_number() over (partition by s.barang order by case when s.profil = $profil then 0 else 1 end) as urut
    from ref_standar_bantuan s
    where s.profil in ($profil, 'bnpb') and s.jumlah is not null
),
hitung as (
    select barang,
           case when per = 'jamban' then 'unit' when satuan = 'gram' then 'kg' else satuan end as satuan,
           jumlah as standar, satuan as satuan_standar, per, periode,
           case when per = 'jamban' then ceil($pengungsi / nullif(jumlah, 0))
                when periode = 'sekali' then jumlah * ceil($pengungsi / nullif(cast(replace(per, ' orang', '') as double), 0))
                when periode = 'minggu' then jumlah * $pengungsi * $hari / 7.0
                when satuan = 'gram' then jumlah * $pengungsi * $hari / 1000.0
                else jumlah * $pengungsi * $hari end as kebutuhan,
           case when periode = 'minggu' then jumlah * $pengungsi / 7.0
                when periode = 'hari' and satuan = 'gram' then jumlah * $pengungsi / 1000.0
                when periode = 'hari' then jumlah * $pengungsi end as harian,
           status_sumber, sumber
    from standar
    where urut = 1
),
terakhir as (
    select barang, gudang, jumlah, satuan,
           row_number() over (partition by barang, gudang, satuan order by tanggal desc) as urut
    from logistik_stok
),
stok as (
    select lower(barang) as barang,
           case when satuan = 'gram' then 'kg' else satuan end as satuan,
           sum(case when satuan = 'gram' then jumlah / 1000.0 else jumlah end) as stok
    from terakhir
    where urut = 1
    group by lower(barang), case when satuan = 'gram' then 'kg' else satuan end
)
select h.barang, h.standar, h.satuan_standar, h.per, h.periode, h.kebutuhan, h.satuan, h.harian, s.stok,
       case when h.kebutuhan > s.stok then h.kebutuhan - s.stok when s.stok is not null then 0 end as kurang,
       s.stok / nullif(h.harian, 0) as hari_tersedia,
       h.status_sumber, h.sumber
from hitung h
left join stok s on s.barang = lower(h.barang) and s.satuan = h.satuan
order by h.barang, h.satuan
