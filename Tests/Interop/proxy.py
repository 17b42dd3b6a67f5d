"""LiteLLM's proxy, with the models of proxy.yaml, none of which leaves this machine."""

import os
from pathlib import Path

from serve import serve, url

# It must not fetch a list of prices, nor tell anybody that it runs.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
os.environ["LITELLM_TELEMETRY"] = "False"
os.environ["CONFIG_FILE_PATH"] = str(Path(__file__).with_name("proxy.yaml"))
os.environ["OWN_URL"] = url + "/v1"

from litellm.proxy.proxy_server import app  # noqa: E402

serve(app)
