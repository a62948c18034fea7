-- Stok terakhir tiap barang terhadap batas minimumnya; gudang dijumlahkan.
-- grain: barang, satuan
-- units: stok satuan; minimum satuan; kurang satuan
with terakhir as (
    select barang, gudang, satuan, jumlah, minimum, tanggal,
           row_number() over (partition by barang, gudang, satuan order by tanggal desc) as urut
    from logistik_stok
)
select barang, satuan, sum(jumlah) as stok, sum(minimum) as minimum,
       case when sum(minimum) > sum(jumlah) then sum(minimum) - sum(jumlah) when sum(minimum) is not null then 0 end as kurang,
       max(tanggal) as tanggal
from terakhir
where urut = 1
group by barang, satuan
order by case when sum(minimum) > sum(jumlah) then 0 else 1 end, barang, satuan
