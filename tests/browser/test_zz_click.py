import sys; sys.path.insert(0,"/work/main")
import pytest
from tests.browser.test_filters import *
from tests.browser.conftest import *
@pytest.mark.browser
def test_x(visitor, sample):
    places = sample.query("bencana/kejadian_per_desa")
    top = places.sort_values(["kejadian", "kode_desa"], ascending=[False, True]).iloc[0]
    page = visitor.open(EVENTS)
    page.wait_for_timeout(2000)
    place = spot(sample, top["kode_desa"], page)
    print("place", place, top["nama_desa"])
    page.on("websocket", lambda w: None)
    for delay in (0, 60, 200, 60, 0):
        page.mouse.move(place[0]+3, place[1]); page.mouse.move(*place); page.wait_for_timeout(1500)
        page.mouse.down(); page.wait_for_timeout(delay); page.mouse.up()
        for i in range(12):
            page.wait_for_timeout(500)
            if "Desa Sungsum" in page.inner_text("[data-testid=stMain]"): break
        print(delay, i, page.url, page.locator(".deck-tooltip").all_inner_texts())
    page.screenshot(path="/tmp/t/click.png")
