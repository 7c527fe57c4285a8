"""The graph on the reference case: shares of scrap in every cathode shipment agree with an independent computation."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from cupel.chain.graph import Chain, build_chain
from cupel.chain.propagate import forward


@pytest.fixture(scope="module")
def case(shared_data: Path) -> Path:
    return shared_data / "case"


@pytest.fixture(scope="module")
def chain(case: Path) -> Chain:
    flows = pl.read_parquet(case / "flows.parquet").rename({"from_lot": "src_lot", "to_lot": "dst_lot", "ts": "at"})
    return build_chain(pl.read_parquet(case / "lots.parquet"), flows, metals=["cu", "ni", "au"])


def test_recycled_shares_agree_with_the_truth(case: Path, chain: Chain) -> None:
    forms = pl.read_parquet(case / "lots.parquet", columns=["lot_id", "kind"])
    scrap = chain.origins.join(forms, on="lot_id", how="left", maintain_order="left")["kind_right"] == "scrap"
    shares = forward(chain, metal="cu", seeds=scrap.to_numpy().astype(float))[:, 0]
    truth = pl.read_parquet(case / "truth" / "truth_provenance.parquet")
    np.testing.assert_allclose(shares[chain.index(truth["lot_id"])], truth["recycled_share_cu"], rtol=0, atol=1e-9)


@pytest.mark.parametrize("metal", ["cu", "ni", "au"])
def test_origins_of_every_lot_add_up_to_one(chain: Chain, metal: str) -> None:
    total = forward(chain, metal=metal, seeds=np.ones((len(chain.sources), 1)))[:, 0]
    np.testing.assert_allclose(total[chain.holds(metal)], 1.0, rtol=0, atol=1e-12)
