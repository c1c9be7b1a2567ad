# One image for the doors and the workers; the command says which. Built in two steps: no compiler and no cache stays.
FROM python:3.13-slim-bookworm AS made
WORKDIR /srv/guichet
COPY requirements.lock package.json package-lock.json .npmrc ./
RUN python -m venv /srv/venv \
 && /srv/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock \
 && PATH=/srv/venv/bin:$PATH npm ci --ignore-scripts --omit=dev --no-audit --no-fund
COPY . .
RUN /srv/venv/bin/python -m compileall -q .

FROM python:3.13-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 tesseract-ocr tesseract-ocr-fra \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin guichet \
 && install -d -o guichet -g guichet /var/lib/guichet
COPY --from=made /srv /srv
WORKDIR /srv/guichet
ENV PATH=/srv/venv/bin:$PATH PYTHONPATH=/srv/guichet PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 XDG_RUNTIME_DIR=/tmp
USER 10001:10001
STOPSIGNAL SIGTERM
