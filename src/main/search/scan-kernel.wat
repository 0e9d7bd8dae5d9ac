;; The loops of a scan (scan-kernel.ts tells what they are for). All addresses are bytes in the memory of the table that is scanned.
(module
  (import "table" "memory" (memory 1))

  ;; Writes how many of 384 bits differ between the code at $query and each of $count codes from $codes on, as 16-bit numbers from
  ;; $distances on.
  (func (export "measure") (param $query i32) (param $codes i32) (param $count i32) (param $distances i32)
    (local $end i32)
    (local $q0 i64) (local $q1 i64) (local $q2 i64) (local $q3 i64) (local $q4 i64) (local $q5 i64)
    (local.set $q0 (i64.load (local.get $query)))
    (local.set $q1 (i64.load offset=8 (local.get $query)))
    (local.set $q2 (i64.load offset=16 (local.get $query)))
    (local.set $q3 (i64.load offset=24 (local.get $query)))
    (local.set $q4 (i64.load offset=32 (local.get $query)))
    (local.set $q5 (i64.load offset=40 (local.get $query)))
    (local.set $end (i32.add (local.get $codes) (i32.mul (local.get $count) (i32.const 48))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $codes) (local.get $end)))
        (i32.store16 (local.get $distances)
          (i32.wrap_i64
            (i64.add
              (i64.add
                (i64.add
                  (i64.popcnt (i64.xor (local.get $q0) (i64.load (local.get $codes))))
                  (i64.popcnt (i64.xor (local.get $q1) (i64.load offset=8 (local.get $codes)))))
                (i64.add
                  (i64.popcnt (i64.xor (local.get $q2) (i64.load offset=16 (local.get $codes))))
                  (i64.popcnt (i64.xor (local.get $q3) (i64.load offset=24 (local.get $codes))))))
              (i64.add
                (i64.popcnt (i64.xor (local.get $q4) (i64.load offset=32 (local.get $codes))))
                (i64.popcnt (i64.xor (local.get $q5) (i64.load offset=40 (local.get $codes))))))))
        (local.set $codes (i32.add (local.get $codes) (i32.const 48)))
        (local.set $distances (i32.add (local.get $distances) (i32.const 2)))
        (br $next))))

  ;; Counts each of $count 16-bit numbers from $distances on in the histogram of 32-bit numbers at $histogram.
  (func (export "tally") (param $distances i32) (param $count i32) (param $histogram i32)
    (local $end i32) (local $bin i32)
    (local.set $end (i32.add (local.get $distances) (i32.shl (local.get $count) (i32.const 1))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $distances) (local.get $end)))
        (local.set $bin
          (i32.add (local.get $histogram) (i32.shl (i32.load16_u (local.get $distances)) (i32.const 2))))
        (i32.store (local.get $bin) (i32.add (i32.load (local.get $bin)) (i32.const 1)))
        (local.set $distances (i32.add (local.get $distances) (i32.const 2)))
        (br $next))))

  ;; For each of $count codes whose distance is at most $furthest, writes its index to $places and, to $scores, the sum of the floats that
  ;; the table at $sums has for its 48 bytes (256 floats a byte). Returns how many there are.
  (func (export "gather")
    (param $codes i32) (param $count i32) (param $distances i32) (param $furthest i32)
    (param $sums i32) (param $places i32) (param $scores i32) (result i32)
    (local $index i32) (local $found i32) (local $code i32) (local $end i32) (local $row i32) (local $sum f32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $index) (local.get $count)))
        (if (i32.le_u (i32.load16_u (i32.add (local.get $distances) (i32.shl (local.get $index) (i32.const 1)))) (local.get $furthest))
          (then
            (local.set $code (i32.add (local.get $codes) (i32.mul (local.get $index) (i32.const 48))))
            (local.set $end (i32.add (local.get $code) (i32.const 48)))
            (local.set $row (local.get $sums))
            (local.set $sum (f32.const 0))
            (loop $byte
              (local.set $sum
                (f32.add (local.get $sum)
                  (f32.load (i32.add (local.get $row) (i32.shl (i32.load8_u (local.get $code)) (i32.const 2))))))
              (local.set $row (i32.add (local.get $row) (i32.const 1024)))
              (local.set $code (i32.add (local.get $code) (i32.const 1)))
              (br_if $byte (i32.lt_u (local.get $code) (local.get $end))))
            (i32.store (i32.add (local.get $places) (i32.shl (local.get $found) (i32.const 2))) (local.get $index))
            (f32.store (i32.add (local.get $scores) (i32.shl (local.get $found) (i32.const 2))) (local.get $sum))
            (local.set $found (i32.add (local.get $found) (i32.const 1)))))
        (local.set $index (i32.add (local.get $index) (i32.const 1)))
        (br $next)))
    (local.get $found))

  ;; The inner product of $count 16-bit numbers at $query and as many 8-bit numbers at $row; $count is a multiple of 16.
  (func (export "product") (param $query i32) (param $row i32) (param $count i32) (result i32)
    (local $end i32) (local $bytes v128) (local $sum v128)
    (local.set $end (i32.add (local.get $row) (local.get $count)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $row) (local.get $end)))
        (local.set $bytes (v128.load (local.get $row)))
        (local.set $sum
          (i32x4.add (local.get $sum)
            (i32x4.add
              (i32x4.dot_i16x8_s
                (v128.load (local.get $query))
                (i16x8.extend_low_i8x16_s (local.get $bytes)))
              (i32x4.dot_i16x8_s
                (v128.load offset=16 (local.get $query))
                (i16x8.extend_high_i8x16_s (local.get $bytes))))))
        (local.set $row (i32.add (local.get $row) (i32.const 16)))
        (local.set $query (i32.add (local.get $query) (i32.const 32)))
        (br $next)))
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
      (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))

  ;; Writes the inner products of the $width bytes of floats at $query (a multiple of 32) and each of $count rows of floats from $rows on to
  ;; $products. Two sums side by side, because one addition need not wait for the last.
  (func (export "products") (param $query i32) (param $rows i32) (param $count i32) (param $width i32) (param $products i32)
    (local $end i32) (local $number i32) (local $queryEnd i32)
    (local $even v128) (local $odd v128)
    (local.set $queryEnd (i32.add (local.get $query) (local.get $width)))
    (local.set $end (i32.add (local.get $rows) (i32.mul (local.get $count) (local.get $width))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $rows) (local.get $end)))
        (local.set $number (local.get $query))
        (local.set $even (v128.const f32x4 0 0 0 0))
        (local.set $odd (v128.const f32x4 0 0 0 0))
        (loop $numbers
          (local.set $even
            (f32x4.add (local.get $even)
              (f32x4.mul (v128.load (local.get $number)) (v128.load (local.get $rows)))))
          (local.set $odd
            (f32x4.add (local.get $odd)
              (f32x4.mul (v128.load offset=16 (local.get $number)) (v128.load offset=16 (local.get $rows)))))
          (local.set $number (i32.add (local.get $number) (i32.const 32)))
          (local.set $rows (i32.add (local.get $rows) (i32.const 32)))
          (br_if $numbers (i32.lt_u (local.get $number) (local.get $queryEnd))))
        (local.set $even (f32x4.add (local.get $even) (local.get $odd)))
        (f32.store (local.get $products)
          (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $even)) (f32x4.extract_lane 1 (local.get $even)))
            (f32.add (f32x4.extract_lane 2 (local.get $even)) (f32x4.extract_lane 3 (local.get $even)))))
        (local.set $products (i32.add (local.get $products) (i32.const 4)))
        (br $next))))

  ;; Writes the inner products of each two of $count rows of floats at $rows, $width bytes each (a multiple of 32), to the square of floats
  ;; at $square, on both sides of its diagonal. Two sums side by side, because one addition need not wait for the last.
  (func (export "pairs") (param $rows i32) (param $count i32) (param $width i32) (param $square i32)
    (local $row i32) (local $column i32) (local $one i32) (local $other i32) (local $end i32)
    (local $even v128) (local $odd v128) (local $product f32)
    (block $done
      (loop $nextRow
        (br_if $done (i32.ge_u (local.get $row) (local.get $count)))
        (local.set $column (i32.const 0))
        (block $rowDone
          (loop $nextColumn
            (br_if $rowDone (i32.ge_u (local.get $column) (local.get $row)))
            (local.set $one (i32.add (local.get $rows) (i32.mul (local.get $row) (local.get $width))))
            (local.set $other (i32.add (local.get $rows) (i32.mul (local.get $column) (local.get $width))))
            (local.set $end (i32.add (local.get $one) (local.get $width)))
            (local.set $even (v128.const f32x4 0 0 0 0))
            (local.set $odd (v128.const f32x4 0 0 0 0))
            (loop $numbers
              (local.set $even
                (f32x4.add (local.get $even)
                  (f32x4.mul (v128.load (local.get $one)) (v128.load (local.get $other)))))
              (local.set $odd
                (f32x4.add (local.get $odd)
                  (f32x4.mul (v128.load offset=16 (local.get $one)) (v128.load offset=16 (local.get $other)))))
              (local.set $one (i32.add (local.get $one) (i32.const 32)))
              (local.set $other (i32.add (local.get $other) (i32.const 32)))
              (br_if $numbers (i32.lt_u (local.get $one) (local.get $end))))
            (local.set $even (f32x4.add (local.get $even) (local.get $odd)))
            (local.set $product
              (f32.add
                (f32.add (f32x4.extract_lane 0 (local.get $even)) (f32x4.extract_lane 1 (local.get $even)))
                (f32.add (f32x4.extract_lane 2 (local.get $even)) (f32x4.extract_lane 3 (local.get $even)))))
            (f32.store
              (i32.add (local.get $square)
                (i32.shl (i32.add (i32.mul (local.get $row) (local.get $count)) (local.get $column)) (i32.const 2)))
              (local.get $product))
            (f32.store
              (i32.add (local.get $square)
                (i32.shl (i32.add (i32.mul (local.get $column) (local.get $count)) (local.get $row)) (i32.const 2)))
              (local.get $product))
            (local.set $column (i32.add (local.get $column) (i32.const 1)))
            (br $nextColumn)))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $nextRow)))))
