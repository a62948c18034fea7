-- Yang layak menurut desil dan belum tercatat menerima program itu pada tahun kalender terakhir, satu baris per keluarga atau orang, samaran dipotong delapan huruf.
-- grain: kode_program, urut
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: program VARCHAR = NULL
-- param: paling INTEGER = NULL
-- units: urut urutan; desil desil; batas desil
with daftar as (
    select s.kode_program, row_number() over (partition by s.kode_program order by s.desil, s.kode_desa, s.unit) as urut,
           s.samar, s.kode_kecamatan, s.kode_desa, d.nama as nama_desa, s.desil, s.batas
    from mart_sasaran s
    left join ref_desa d on d.kode = s.kode_desa
    where s.tahun = (select max(tahun) from mart_sasaran)
      and s.kelayakan = 'layak' and s.menerima = 0
      and ($kecamatan is null or s.kode_kecamatan = $kecamatan)
      and ($desa is null or s.kode_desa = $desa)
      and ($program is null or s.kode_program = $program)
)
select kode_program, urut, samar, kode_kecamatan, kode_desa, nama_desa, desil, batas
from daftar
where $paling is null or urut <= $paling
order by kode_program, urut
