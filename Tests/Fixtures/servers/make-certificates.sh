#!/bin/sh
# Makes an authority and certificates for tests in the folder given: good, expired, other-host, self-signed, client.
# Usage: make-certificates.sh FOLDER
set -eu
cd "$1"
umask 077

cat >openssl.cnf <<'END'
[ca]
default_ca = authority
[authority]
database = index.txt
serial = serial
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
END
: >index.txt
echo 01 >serial

key() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
}

# signed NAME SUBJECT ALTERNATIVE-NAMES START END
signed() {
  key "$1"
  openssl req -new -config openssl.cnf -key "$1.key" -subj "/CN=$2" \
    -addext "subjectAltName=$3" -out "$1.csr"
  openssl ca -batch -notext -config openssl.cnf -in "$1.csr" -out "$1.pem" \
    -startdate "$4" -enddate "$5"
}

key ca
openssl req -x509 -new -config openssl.cnf -key ca.key -subj '/CN=Test Authority' -days 3650 \
  -addext 'basicConstraints=critical,CA:true' -out ca.pem
here='DNS:localhost,IP:127.0.0.1,IP:::1'
signed good localhost "$here" 20200101000000Z 20491231235959Z
signed expired localhost "$here" 20200101000000Z 20200201000000Z
signed future localhost "$here" 20480101000000Z 20491231235959Z
signed other-host chat.example.com 'DNS:chat.example.com,DNS:www.example.com' \
  20200101000000Z 20491231235959Z
signed client someone 'email:someone@example.com' 20200101000000Z 20491231235959Z
openssl ec -in client.key -aes256 -passout pass:open-sesame -out client-locked.key
key self-signed
openssl req -x509 -new -config openssl.cnf -key self-signed.key -subj '/CN=localhost' \
  -addext "subjectAltName=$here" -days 3650 -out self-signed.pem
