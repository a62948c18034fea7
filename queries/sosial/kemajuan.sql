-- Kemajuan menuju target dari garis awalnya: (nilai - awal) dibagi (target - awal), kali 100; boleh lebih dari 100 atau negatif, kosong bila target sama dengan awal. Arah turun memakai rumus yang sama.
-- grain: satu baris
-- param: nilai DOUBLE = NULL
-- param: awal DOUBLE = NULL
-- param: target DOUBLE = NULL
-- param: arah VARCHAR = naik
-- units: kemajuan_persen persen
select 100.0 * (cast($nilai as double) - cast($awal as double)) / nullif(cast($target as double) - cast($awal as double), 0) as kemajuan_persen,
       case when cast($arah as varchar) = 'turun' then cast($target as double) < cast($awal as double)
            else cast($target as double) > cast($awal as double) end as arah_sesuai
