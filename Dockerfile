# One image for the doors and the workers; the command says which.
FROM python:3.13-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/guichet
ENV PYTHONPATH=/srv/guichet GUICHET_BIND=0.0.0.0
COPY requirements.lock package.json package-lock.json .npmrc ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock && npm ci --ignore-scripts --omit=dev
COPY . .
RUN useradd --system guichet && install -d -o guichet /var/lib/guichet
USER guichet
