# The bot and nothing else: no sandbox, no tests, no compiler.
# The same image runs everything (`run`, the default), or only `listen` or `work`.
ARG PYTHON=3.13.9-slim-bookworm

FROM python:${PYTHON} AS build
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv /venv && /venv/bin/python -m pip install --no-cache-dir --only-binary=:all: -r requirements.txt

FROM python:${PYTHON}
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin imagine
WORKDIR /app
COPY --from=build /venv /venv
COPY bot/ bot/
COPY handlers/ handlers/
COPY services/ services/
COPY web/ web/
COPY manifest.yml ./
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER imagine
EXPOSE 3000
# SIGTERM drains for up to 25 s: give `docker stop` 30.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ.get(\"PORT\", 3000)}/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
