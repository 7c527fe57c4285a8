"""Compile every kernel once, before anybody waits for one."""

from datetime import datetime

import numpy as np
import polars as pl

from cupel.chain.arrays import Planes, Targets
from cupel.chain.compositions import compositions
from cupel.chain.edits import new_inputs, recompute
from cupel.chain.graph import build_chain
from cupel.chain.ledger import Entries, sweep
from cupel.chain.origins import backward, origin_totals
from cupel.chain.propagate import contact, forward, touch


def warm_up() -> None:
    """Run every query shape on three lots; with numba's disk cache this takes a second, without it half a minute.

    Call it when a worker starts: a kernel that compiles inside a request is a defect.
    """
    moment = datetime(2000, 1, 1)  # noqa: DTZ001 - the books' timestamps carry no zone, they are UTC
    flows = pl.DataFrame(
        {"flow_id": "f", "kind": "charge", "at": moment, "src_lot": "a", "dst_lot": ["b", "c"], "cu_g": 1}
    )
    lots = pl.DataFrame({"lot_id": ["a", "b", "c"], "created_at": [moment] * 3, "cu_g": [2, 1, 1]})
    chain = build_chain(lots, flows, metals=["cu"])
    one, bits = np.ones((1, 1)), np.ones(1, np.uint64)
    origin, lot = np.zeros(1, np.int32), np.full(1, 2, np.int32)
    shares = forward(chain, metal="cu", seeds=one)
    touch(chain, metal="cu", seeds=one, flow_bits=np.ones(2, np.uint64), lot_bits=np.ones(3, np.uint64))
    contact(chain, metal="cu", seeds=Planes(bits, bits))
    targets = Targets(lot, origin, np.ones(1))
    backward(chain, metal="cu", targets=targets, origin=origin)
    origin_totals(chain, metal="cu", targets=targets, origin=origin)
    compositions(chain, metal="cu", lots=lot)
    inputs = new_inputs(chain, metal="cu", flows=flows.tail(1))
    for limit in (0.0, 1.0):
        recompute(chain, metal="cu", inputs=inputs, shares=shares, cone_limit=limit)
    account = np.zeros(1, np.int64)
    sweep(Entries(account, account, account, account))
